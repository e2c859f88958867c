/** The file of `sqlite:<file>`; undefined for `sqlite::memory:`, and for what is no URL of SQLite's. */
export function sqliteFile(url: string): string | undefined {
  if (!url.startsWith('sqlite:')) return undefined;
  const file = url.slice('sqlite:'.length);
  return file === ':memory:' ? undefined : file;
}
