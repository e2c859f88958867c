/** The credential in an `Authorization` header, whose scheme ignores case [auth.scheme-case]; undefined where it has none. */
export function bearerOf(header: string | undefined): string | undefined {
  return /^bearer +(\S+)$/i.exec(header?.trim() ?? '')?.[1];
}
