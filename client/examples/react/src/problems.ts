import { ApiProblem } from 'marketplace-api-tokens';

/** What went wrong, as a user is told it. Its `code` decides, never its text, which may change. */
export function told(error: Error): string {
  if (!(error instanceof ApiProblem)) return 'There is no answer. Are you connected?';
  switch (error.code) {
    case 'name.required':
      return 'Please give the token a name.';
    case 'name.invalid':
      return 'A name is at most 200 letters, digits, spaces and - . \' ".';
    case 'permission.missing':
      return 'You may not manage tokens.';
    case 'status.transition':
      return 'Somebody else has changed this token.';
    case 'rate.exceeded':
      return `Too many requests. Please try again in ${error.retryAfter ?? 60} seconds.`;
    default:
      return `${error.title}. Please quote ${error.traceId} when you ask for help.`;
  }
}
