import { InputType } from '@nestjs/graphql';
import { z } from 'zod';
import { Answers, Given, Input } from '../graphql/read/declare.js';
import { Instant } from '../graphql/scalars.js';
import { emailCheck, passwordCheck } from './passwords.js';

/** What a door hands over; `memberId` is whom the tokens speak for. */
export interface SignInAnswer extends Pick<SignIn, 'accessToken' | 'refreshToken' | 'expiresAt'> {
  memberId: string;
}

@Answers(
  { memberId: 'uuid' },
  { description: 'The tokens of one sign-in: they speak for one person in one organization.' },
)
export class SignIn {
  @Given(() => String, {
    description: 'Send it with every request, as the header `Authorization: Bearer <accessToken>`.',
  })
  accessToken: string;

  @Given(() => String, {
    description:
      'Keep it safe: `refreshSignIn` turns it into new tokens, once. Good for 30 days after it was given.',
  })
  refreshToken: string;

  @Given(() => Instant, { description: 'When `accessToken` ends; refresh shortly before.' })
  expiresAt: string;
}

@InputType({ description: 'Who signs in, and where.' })
export class SignInInput {
  @Input(() => String, { description: 'The e-mail address; its case does not matter.', check: emailCheck })
  email: string;

  @Input(() => String, { description: 'The password.', check: passwordCheck })
  password: string;

  @Input(() => String, {
    nullable: true,
    description: 'The short name of the organization to enter; left out, the one that was entered last.',
    check: z
      .string()
      .trim()
      .toLowerCase()
      .regex(/^[a-z0-9][a-z0-9-]{1,60}$/, 'must be the short name of an organization'),
  })
  organization?: string | null;
}

@InputType({ description: 'A change of one’s own password.' })
export class ChangePasswordInput {
  @Input(() => String, { description: 'The password until now.', check: passwordCheck })
  currentPassword: string;

  @Input(() => String, {
    description: 'The password from now on: at least 10 letters, and not the e-mail address.',
    check: passwordCheck,
  })
  newPassword: string;
}
