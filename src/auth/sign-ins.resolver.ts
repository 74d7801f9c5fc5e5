import { Args, Context, ID, Resolver } from '@nestjs/graphql';
import type { OperationContext } from '../graphql/context.js';
import { id } from '../graphql/ids.js';
import { Action } from '../graphql/read/declare.js';
import { SignIn, SignInInput, type SignInAnswer } from './sign-ins.graphql.js';
import { SignInsService } from './sign-ins.service.js';

@Resolver()
export class SignInsResolver {
  constructor(private readonly signIns: SignInsService) {}

  @Action(() => SignIn, {
    description:
      'Signs in with e-mail address and password. Every failure is the same UNAUTHENTICATED; after 10 in a row the answer is RATE_LIMITED for 15 minutes.',
    allow: 'PUBLIC',
  })
  signIn(
    @Args('input', { description: 'Who signs in, and where.' }) input: SignInInput,
    @Context() { ip }: OperationContext,
  ): Promise<SignInAnswer> {
    return this.signIns.signIn(input, ip);
  }

  @Action(() => SignIn, {
    description:
      'Turns a refresh token into new tokens, with the roles of now. Each refresh token works once: one that comes a second time ends the whole sign-in, since it may have been stolen. CONFLICT tells the slower of two refreshes at the same moment; nothing ended.',
    allow: 'PUBLIC',
  })
  refreshSignIn(
    @Args('refreshToken', { description: 'The newest refresh token of the sign-in.' }) refreshToken: string,
  ): Promise<SignInAnswer> {
    return this.signIns.refresh(refreshToken);
  }

  @Action(() => Boolean, {
    description: 'Ends this sign-in: its tokens stop working at once. Always true.',
    allow: 'MEMBER',
  })
  async signOut(): Promise<boolean> {
    await this.signIns.signOut();
    return true;
  }

  @Action(() => Boolean, {
    description: 'Ends every sign-in of the person, on every device and in every organization. Always true.',
    allow: 'MEMBER',
  })
  async signOutEverywhere(): Promise<boolean> {
    await this.signIns.signOutEverywhere();
    return true;
  }

  @Action(() => SignIn, {
    description:
      'Opens a sign-in to another organization of the same person. The sign-in that asks stays open beside it.',
    allow: 'MEMBER',
    args: { id: id('organization') },
  })
  switchOrganization(
    @Args('id', { type: () => ID, description: 'Id of an organization from `myOrganizations`.' })
    orgId: string,
  ): Promise<SignInAnswer> {
    return this.signIns.switchTo(orgId);
  }
}
