// Guarantees: whatever is thrown anywhere becomes the answer in this one function, and nothing leaves that was not
// written for the caller.
import { registerEnumType } from '@nestjs/graphql';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { AppError, ERROR_CODES, type ErrorCode } from '../app-error.js';
import { toAppError } from '../db/db-error.js';
import { enumOf } from './enums.js';

/** The failure codes as a GraphQL enum, so that they stand in the schema. */
export const ErrorCodeEnum = enumOf(ERROR_CODES);

registerEnumType(ErrorCodeEnum, {
  name: 'ErrorCode',
  description: 'What kind of failure an error is: errors[].extensions.code holds one of these words.',
});

/** Apollo's and graphql's own refusals, in our words. */
const APOLLO_CODES: Record<string, ErrorCode> = {
  GRAPHQL_PARSE_FAILED: 'INVALID_INPUT',
  GRAPHQL_VALIDATION_FAILED: 'INVALID_INPUT',
  BAD_USER_INPUT: 'INVALID_INPUT',
  BAD_REQUEST: 'INVALID_INPUT',
  OPERATION_RESOLUTION_FAILURE: 'INVALID_INPUT',
  QUERY_TOO_COMPLEX: 'QUERY_TOO_COMPLEX',
};

/** The error that somebody threw, below the GraphQLErrors that graphql and Apollo wrap around it. */
function originalOf(error: unknown): unknown {
  let inner = error;
  while (inner instanceof GraphQLError && inner.originalError) inner = inner.originalError;
  return inner;
}

/**
 * Turns an error into what the caller sees.
 * @param traceId stands in the answer and, for INTERNAL, beside the whole error in the log
 */
export function errorAnswer(
  error: unknown,
  traceId: string,
  log: Pick<Logger, 'error'>,
): GraphQLFormattedError {
  const original = toAppError(originalOf(error));
  const { locations, path } = error instanceof GraphQLError ? error : {};
  const at = { ...(locations && { locations }), ...(path && { path }) };
  if (original instanceof AppError) {
    const { code, message, field } = original;
    return { message, ...at, extensions: { code, ...(field && { field }), traceId } };
  }
  if (original instanceof GraphQLError) {
    const code = APOLLO_CODES[String(original.extensions.code ?? 'GRAPHQL_VALIDATION_FAILED')];
    if (code) return { message: original.message, ...at, extensions: { code, traceId } };
  }
  log.error({ err: original, traceId }, 'An operation failed unexpectedly');
  return { message: 'Something went wrong on our side.', ...at, extensions: { code: 'INTERNAL', traceId } };
}
