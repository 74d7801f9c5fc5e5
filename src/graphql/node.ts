import { Field, ID, InterfaceType } from '@nestjs/graphql';

/** Whatever has an id. The compiler finds the type by the word before the underscore; nobody asks this class. */
@InterfaceType('Node', {
  description: 'Whatever has an id: it can be read again by it.',
  resolveType: () => undefined,
})
export abstract class Node {
  @Field(() => ID, {
    description: 'The id, as goal_<uuid>: the word before the underscore says what it is of.',
  })
  id: string;
}
