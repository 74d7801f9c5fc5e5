// Guarantees: a query never reaches graphql's executor. It is authorised, compiled, read in one statement, and its JSON
// text passes through Apollo as it is.
import {
  HeaderMap,
  type ApolloServerPlugin,
  type GraphQLRequestContext,
  type GraphQLRequestContextWillSendResponse,
  type GraphQLResponse,
} from '@apollo/server';
import { Kind, type FragmentDefinitionNode, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import type { Logger } from 'pino';
import { invalidInput } from '../../app-error.js';
import { authorize, countRootSelections, rootFields } from '../../auth/authorize.js';
import type { OperationContext } from '../context.js';
import { errorAnswer } from '../errors.js';
import { limitVariables } from '../limits.js';
import { coerceVariables, type Fragments } from './operation.js';
import type { Reader } from './reader.js';

/** JSON text that stands for itself in an answer. */
export class JsonText {
  constructor(readonly text: string) {}
}

/** Apollo's `stringifyResult`: as JSON.stringify, but a read's text is not written again. */
export function stringifyAnswer(answer: { data?: unknown; errors?: unknown; extensions?: unknown }): string {
  if (!(answer.data instanceof JsonText)) return `${JSON.stringify(answer)}\n`;
  return `{"data":${answer.data.text}}\n`;
}

const fragmentsByDocument = new WeakMap<object, Fragments>();

/** The fragments of a document by name. */
export function fragmentsOf(document: { definitions: readonly { kind: string }[] }): Fragments {
  const known = fragmentsByDocument.get(document);
  if (known) return known;
  const fragments: Fragments = Object.fromEntries(
    document.definitions
      .filter(
        (definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION,
      )
      .map((definition) => [definition.name.value, definition]),
  );
  fragmentsByDocument.set(document, fragments);
  return fragments;
}

/** What an operation must be before it may run; also asked for mutations and subscriptions, which the executor runs. */
export function admit(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: Fragments,
  context: OperationContext,
): void {
  authorize(schema, operation, fragments, context.actor);
  if (operation.operation !== 'query' && countRootSelections(operation, fragments) !== 1) {
    throw invalidInput(`A ${operation.operation} does one thing: ask for exactly one field.`);
  }
}

export class ReadPlugin implements ApolloServerPlugin<OperationContext> {
  constructor(
    private readonly reader: () => Reader,
    private readonly log: Logger,
  ) {}

  async requestDidStart() {
    return {
      responseForOperation: (request: GraphQLRequestContext<OperationContext>) => this.respond(request),
      willSendResponse: async ({ response }: GraphQLRequestContextWillSendResponse<OperationContext>) =>
        tellProxies(response),
    };
  }

  private async respond({
    schema,
    document,
    operation,
    request,
    contextValue,
  }: GraphQLRequestContext<OperationContext>) {
    // Which operation is meant is unclear: the executor says so.
    if (!operation) return null;
    const fragments = fragmentsOf(document!);
    try {
      limitVariables(request.variables);
      admit(schema, operation, fragments, contextValue);
      if (operation.operation === 'subscription') throw invalidInput('Subscribe over WebSocket.');
      const variables = request.variables ?? {};
      if (operation.operation !== 'query') {
        coerceVariables(schema, operation, variables);
        return null;
      }
      const roots = rootFields(operation, fragments);
      const meta = [...roots].filter((name) => /^__(schema|type)$/.test(name)).length;
      if (meta > 0) {
        if (meta === roots.size) return null;
        throw invalidInput('Ask for data and for the schema in two operations.');
      }
      const text = await this.reader().query(operation, fragments, variables, contextValue.actor);
      return answer({ data: new JsonText(text) as never });
    } catch (error) {
      const failure = errorAnswer(error, contextValue.traceId, this.log);
      return answer({ errors: [failure], data: null });
    }
  }
}

function answer(singleResult: object) {
  return { body: { kind: 'single' as const, singleResult }, http: { headers: new HeaderMap() } };
}

/** What balancers and retrying clients look at stands in the status as well. */
function tellProxies({ body, http }: GraphQLResponse): void {
  const [error] = (body.kind === 'single' && body.singleResult.errors) || [];
  switch (error?.extensions?.code) {
    case 'UNAVAILABLE':
      http.status = 503;
      http.headers.set('retry-after', '1');
      break;
    case 'RATE_LIMITED':
      http.status = 429;
  }
}
