export { aBinding, aCompany, aPerson, aProject, aRelation, aRoom, aShop, aStandard } from './rooms.ts'
