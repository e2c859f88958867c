/** What is wrong with what a control was told, by field. */
export class ControlError extends Error {
  readonly errors: Readonly<Record<string, string>>;

  constructor(errors: Readonly<Record<string, string>>) {
    super(
      Object.entries(errors)
        .map(([field, message]) => `${field} ${message}`)
        .join('; '),
    );
    this.name = 'ControlError';
    this.errors = errors;
  }
}
