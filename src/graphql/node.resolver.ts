import { Args, ID, Resolver } from '@nestjs/graphql';
import { Node } from './node.js';
import { declared, ReadNode } from './read/declare.js';

@Resolver()
export class NodeResolver {
  @ReadNode(() => Node, {
    description: 'Any object by its id; null where there is none that you may see.',
    allow: 'MEMBER',
  })
  node(@Args('id', { type: () => ID, description: 'Id of the object.' }) _id: string): Node {
    return declared();
  }
}
