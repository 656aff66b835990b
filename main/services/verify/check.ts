/** A rule that must hold over the whole database; the query lists what breaks it, in a column `subject`. */
export type Check = { readonly name: string; readonly says: string; readonly sql: string };
