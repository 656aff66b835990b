/** One numbered step of the schema; never edited once released. */
export type Migration = { readonly version: number; readonly name: string; readonly sql: string };
