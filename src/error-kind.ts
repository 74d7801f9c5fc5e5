import { AppError } from './app-error.js';

/**
 * What a failure may be called in logs, job tables and metrics: its class and code. Its text can hold what people
 * wrote, so it goes nowhere.
 */
export function errorKind(error: unknown): string {
  if (!(error instanceof Error)) return 'NotAnError';
  const { code } = error as { code?: unknown };
  const name = error instanceof AppError ? 'AppError' : error.constructor.name;
  return (typeof code === 'string' && /^[\w-]{1,24}$/.test(code) ? `${name} ${code}` : name).slice(0, 60);
}

/** Where it was thrown: the frames of the stack without the text above them. */
export function errorFrames(error: unknown): string[] {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  return stack.split('\n').filter((line) => /^\s+at .+:\d+:\d+\)?$/.test(line));
}
