/**
 * What belongs to a project of the operations that name none: accounts that have a role in it, roles and settings. `o` is the
 * operation; the two parameters are the project, twice.
 */
export const IN_PROJECT = `(o.project_id = ? OR (o.project_id IS NULL AND (o.tbl IN ('setting','role','role_permission')
  OR (o.tbl = 'user' AND o.row_id IN (SELECT user_id FROM user_role WHERE project_id = ?)))))`
