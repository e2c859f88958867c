/** The file of `sqlite:<file>`, or undefined for `sqlite::memory:`. */
export function sqliteFile(url: string): string | undefined {
  const file = url.slice('sqlite:'.length);
  return file === ':memory:' ? undefined : file;
}
