import { Args, Context, Resolver } from '@nestjs/graphql';
import type { MemberActor } from '../db/actor.js';
import type { OperationContext } from '../graphql/context.js';
import { Action } from '../graphql/read/declare.js';
import { emailCheck, passwordCheck } from './passwords.js';
import { PasswordsService } from './passwords.service.js';
import { ChangePasswordInput } from './sign-ins.graphql.js';

@Resolver()
export class PasswordsResolver {
  constructor(private readonly passwords: PasswordsService) {}

  @Action(() => Boolean, {
    description:
      'Asks for a mail with a link to set a new password; it works once, for an hour. Always true: whether somebody signs in with the address is not told.',
    allow: 'PUBLIC',
    args: { email: emailCheck },
  })
  async requestPasswordReset(
    @Args('email', { description: 'The address to sign in with.' }) email: string,
  ): Promise<boolean> {
    await this.passwords.requestReset(email);
    return true;
  }

  @Action(() => Boolean, {
    description:
      'Sets a new password with the token of such a mail and ends every sign-in of the person; sign in with the new password. Always true. A token that was used or is too old is NOT_FOUND.',
    allow: 'PUBLIC',
    args: { password: passwordCheck },
  })
  async resetPassword(
    @Args('token', { description: 'The token in the address that the mail links to.' }) token: string,
    @Args('password', { description: 'The new password: at least 10 letters, and not the e-mail address.' })
    password: string,
  ): Promise<boolean> {
    await this.passwords.reset(token, password);
    return true;
  }

  @Action(() => Boolean, {
    description: 'Changes one’s own password and ends every other sign-in of the person. Always true.',
    allow: 'MEMBER',
  })
  async changePassword(
    @Args('input', { description: 'The password until now and the one from now on.' })
    input: ChangePasswordInput,
    @Context() { actor, ip }: OperationContext,
  ): Promise<boolean> {
    await this.passwords.change(input, actor as MemberActor, ip);
    return true;
  }
}
