import { Body, HttpCode, Ip, Post } from '@nestjs/common';
import {
  ApiForbiddenResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnauthorizedResponse,
} from '@nestjs/swagger';
import { AuthService } from '../../../domain/auth/auth.service';
import { RefreshService } from '../../../domain/auth/refresh.service';
import { RegistrationService } from '../../../domain/auth/registration.service';
import { UsersService } from '../../../domain/users/users.service';
import type { Actor } from '../../../kernel/actor';
import { BearsRefreshToken, CurrentActor, Public, SignedIn } from '../../access';
import { BearerToken } from '../../bearer';
import { CoachingController, CoachingError } from '../coaching.surface';
import {
  LoginReply,
  LoginRequest,
  RefreshReply,
  RegisterReply,
  RegisterRequest,
  toLogin,
  toRegister,
  toRegistration,
} from './auth.dto';
import { CoachingSignIns } from './sign-in.policy';

@ApiTags('Authentication')
@CoachingController('auth')
export class CoachingAuthController {
  constructor(
    private readonly auth: AuthService,
    private readonly registrations: RegistrationService,
    private readonly refreshes: RefreshService,
    private readonly users: UsersService,
    private readonly policy: CoachingSignIns,
  ) {}

  @Public()
  @Post('register')
  @HttpCode(200)
  @ApiOperation({ summary: 'Open an account as a student or a coach' })
  @ApiOkResponse({ type: RegisterReply })
  @ApiForbiddenResponse({
    type: CoachingError,
    description: 'Under 13: refused without a guardian, and waiting for the one that was named.',
  })
  async register(@Body() request: RegisterRequest): Promise<RegisterReply> {
    return toRegister(await this.registrations.register(toRegistration(request), this.policy));
  }

  @Public()
  @Post('login')
  @HttpCode(200)
  @ApiOperation({ summary: 'Sign in' })
  @ApiOkResponse({ type: LoginReply })
  @ApiUnauthorizedResponse({ type: CoachingError, description: 'Email or password is wrong.' })
  async login(@Body() request: LoginRequest, @Ip() address: string): Promise<LoginReply> {
    const signedIn = await this.auth.signIn(request, address, this.policy);
    return toLogin(signedIn, await this.users.grantsOf(signedIn.user.id));
  }

  @BearsRefreshToken()
  @Post('refresh')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Get a new access token',
    description: 'Send the refresh token as bearer; it stays good until the sign-in ends.',
  })
  @ApiOkResponse({ type: RefreshReply })
  async refresh(@BearerToken() token: string): Promise<RefreshReply> {
    const access = await this.refreshes.renewAccess(token, this.policy);
    return { access_token: access, token_type: 'bearer' };
  }

  @SignedIn()
  @Post('logout')
  @HttpCode(204)
  @ApiOperation({ summary: 'Sign out: every token of this sign-in stops working' })
  @ApiNoContentResponse({ description: 'Signed out.' })
  async logout(@CurrentActor() actor: Actor): Promise<void> {
    await this.auth.signOut(actor);
  }
}
