// Guarantees: whatever is thrown anywhere becomes the answer in this one function, and nothing leaves that was not
// written for the caller.
import { registerEnumType } from '@nestjs/graphql';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { AppError, ERROR_CODES, type ErrorCode } from '../app-error.js';
import { toAppError } from '../db/db-error.js';
import { SealBroken } from '../db/keys.js';
import { errorFrames, errorKind } from '../error-kind.js';
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
  PERSISTED_QUERY_NOT_SUPPORTED: 'INVALID_INPUT',
  PERSISTED_QUERY_NOT_FOUND: 'INVALID_INPUT',
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
 * @param traceId stands in the answer and, for INTERNAL, beside the error's kind and place in the log
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
    const code =
      APOLLO_CODES[(original.extensions.code as string | undefined) ?? 'GRAPHQL_VALIDATION_FAILED'];
    const isIntrospection = original.extensions.validationErrorCode === 'INTROSPECTION_DISABLED';
    const message = isIntrospection ? 'The schema is not shown here.' : original.message;
    if (code) return { message, ...at, extensions: { code, traceId } };
  }
  // Its text can hold what people wrote, and a log is read by others.
  const { constraint } = original as { constraint?: string };
  const failure = { error: errorKind(original), constraint, frames: errorFrames(original), traceId };
  log.error(failure, 'An operation failed unexpectedly');
  // Nobody can do anything about it but us, and yet whoever reads should know that it is the text and not the service.
  const message =
    original instanceof SealBroken
      ? 'Something private cannot be opened where it stands.'
      : 'Something went wrong on our side.';
  return { message, ...at, extensions: { code: 'INTERNAL', traceId } };
}
