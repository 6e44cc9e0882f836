/** Where the data may lie, in the order in which the choice is made. */
export interface FolderChoice {
  /** `--data` */
  readonly asked: string | null
  /** Of this PC, for all users of its system: used once somebody has put data there. */
  readonly shared: string | null
  /** Of the present user of the system. */
  readonly own: string
  readonly holdsData: (folder: string) => boolean
}

export interface ChosenFolder {
  readonly dataDir: string
  /** Other users of the system open it as well: what belongs to one user alone lies elsewhere. */
  readonly shared: boolean
}

/** 数据文件夹: the word on the command line, else what all users of the PC share, else the user's own. */
export function chooseFolder({ asked, shared, own, holdsData }: FolderChoice): ChosenFolder {
  if (asked !== null) return { dataDir: asked, shared: asked === shared }
  if (shared !== null && holdsData(shared)) return { dataDir: shared, shared: true }
  return { dataDir: own, shared: false }
}
