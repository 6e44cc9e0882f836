// `npm run manual`: puts the newest pictures of the e2e run into the manual, each under the name that its pages use.
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const MANUAL = 'docs/manual'
const IMAGES = join(MANUAL, 'images')
// A picture out of a task stands before that of the bare page.
const SOURCES = ['out/screens', 'out/demo', 'out/screens/pages']

const pages = ['zh-CN', 'en-US'].flatMap((language) =>
  readdirSync(join(MANUAL, language)).map((name) => readFileSync(join(MANUAL, language, name), 'utf8')),
)
const names = new Set(pages.flatMap((text) => [...text.matchAll(/images\/([\w-]+\.png)/g)].map(([, name]) => name)))
const missing = []
mkdirSync(IMAGES, { recursive: true })
for (const name of readdirSync(IMAGES)) if (!names.has(name)) rmSync(join(IMAGES, name))
for (const name of names) {
  const source = SOURCES.map((folder) => join(folder, name)).find((path) => existsSync(path))
  if (source === undefined) missing.push(name)
  else copyFileSync(source, join(IMAGES, name))
}
if (missing.length > 0) {
  console.error(`no picture of ${missing.join(', ')}: run \`npm run e2e\` first`)
  process.exit(1)
}
console.log(`${names.size} pictures in ${IMAGES}`)
