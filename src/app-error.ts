/**
 * The closed list of failure codes that a client of the API can meet. The GraphQL enum `ErrorCode` shows the same
 * words, so a front-end developer can switch over them.
 */
export const ERROR_CODES = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'INVALID_INPUT',
  'CONFLICT',
  'VERSION_CONFLICT',
  'LIMIT_REACHED',
  'IDEMPOTENCY_MISMATCH',
  'RATE_LIMITED',
  'QUERY_TOO_COMPLEX',
  'UNAVAILABLE',
  'INTERNAL',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/**
 * A failure whose message is written for the person who calls the API. Everything else that is thrown is INTERNAL to
 * them: `graphql/errors.ts` turns both into the answer, on every path.
 */
export class AppError extends Error {
  /**
   * @param code what kind of failure, from the closed list
   * @param message one sentence for the caller; holds nothing that the caller did not send or may not see
   * @param field the argument or input field at fault, as a dotted path (`input.title`), when there is one
   */
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly field?: string,
  ) {
    super(message);
    this.name = 'AppError';
  }
}

/** Not there and not yours are one answer: whoever asks learns nothing about what exists. */
export function notFound(what: string, field = 'id'): AppError {
  return new AppError('NOT_FOUND', `${what} not found.`, field);
}

/** Input that cannot be accepted as it is; `field` names where. */
export function invalidInput(message: string, field?: string): AppError {
  return new AppError('INVALID_INPUT', message, field);
}

/** No token, a forged or expired one, and a sign-in that has ended are one answer. */
export function unauthenticated(): AppError {
  return new AppError('UNAUTHENTICATED', 'Sign in first.');
}
