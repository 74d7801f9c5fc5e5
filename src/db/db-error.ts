import { AppError, unauthenticated } from '../app-error.js';

interface PgError {
  code?: string;
  constraint?: string;
  severity?: string;
  message: string;
}

/**
 * What a broken constraint means to the caller, by the constraint's name. A module registers the names that its own
 * migrations gave; a constraint without a meaning is a fault of ours and stays INTERNAL.
 */
const meanings = new Map<string, () => AppError>();

/** Registers what breaking the named constraint means. */
export function constraintMeans(name: string, make: () => AppError): void {
  meanings.set(name, make);
}

/** Deadlocks and serialization failures: running the whole unit of work anew is safe and usually succeeds. */
export function isRetryable(error: unknown): boolean {
  const { code } = pgError(error);
  return code === '40P01' || code === '40001';
}

/**
 * Turns what came out of the driver into what the caller may see.
 * @returns an AppError, or the error itself when it is none of ours to explain (INTERNAL)
 */
export function toAppError(error: unknown): unknown {
  if (error instanceof AppError) return error;
  const { code, constraint, severity, message } = pgError(error);
  const meaning = constraint ? meanings.get(constraint) : undefined;
  if (meaning) return meaning();
  // Raised by app.enter: the membership, its roles or the sign-in no longer stand.
  if (code === 'WM401') return unauthenticated();
  if (code === 'WM404') return new AppError('NOT_FOUND', 'Not found.');
  // A row that the actor's policies do not let in; the same as a row that is not there.
  if (code === '42501') return new AppError('NOT_FOUND', 'Not found.');
  if (code === '40P01' || code === '40001')
    return new AppError('CONFLICT', 'Somebody else was faster; try again.');
  if (isUnreachable(code, severity, message)) {
    return new AppError('UNAVAILABLE', 'The database does not answer; try again shortly.');
  }
  return error;
}

function isUnreachable(code: string | undefined, severity: string | undefined, message: string): boolean {
  // Connection exceptions, shutdown, too many connections, statement cancelled by its time limit.
  if (code && /^(08|57P|53300|57014)/.test(code)) return true;
  if (severity) return false;
  return (
    /^(ECONN|EPIPE|ETIMEDOUT|EHOST)/.test(code ?? '') ||
    /timeout|terminated|connection error|Connection ended|not queryable/i.test(message)
  );
}

/** TypeORM wraps the driver's error; its facts are the same. */
function pgError(error: unknown): PgError {
  const { driverError } = error as { driverError?: PgError };
  return driverError ?? (error as PgError);
}
