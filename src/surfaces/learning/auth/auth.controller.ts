import { Body, HttpCode, Ip, Post } from '@nestjs/common';
import {
  ApiCreatedResponse,
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
import { LearningController, LearningError } from '../learning.surface';
import {
  CheckEmailReply,
  CheckEmailRequest,
  LoginRequest,
  OnboardingRequest,
  RegisterRequest,
  TokensReply,
  toRegistration,
  toTokens,
} from './auth.dto';
import { LearningSignIns } from './sign-in.policy';

@ApiTags('Authentication')
@LearningController('auth')
export class LearningAuthController {
  constructor(
    private readonly auth: AuthService,
    private readonly registrations: RegistrationService,
    private readonly refreshes: RefreshService,
    private readonly users: UsersService,
    private readonly policy: LearningSignIns,
  ) {}

  @Public()
  @Post('check-email')
  @HttpCode(200)
  @ApiOperation({ summary: 'Tell whether an email address is free' })
  @ApiOkResponse({ type: CheckEmailReply })
  async checkEmail(@Body() request: CheckEmailRequest): Promise<CheckEmailReply> {
    return { available: await this.users.isEmailAvailable(request.email) };
  }

  @Public()
  @Post('register')
  @HttpCode(201)
  @ApiOperation({ summary: 'Open an account as a student' })
  @ApiCreatedResponse({ type: TokensReply })
  async register(@Body() request: RegisterRequest): Promise<TokensReply> {
    return toTokens(await this.registrations.register(toRegistration(request), this.policy));
  }

  @Public()
  @Post('register-with-onboarding')
  @HttpCode(201)
  @ApiOperation({ summary: 'Open an account with a profile and favourite subjects' })
  @ApiCreatedResponse({ type: TokensReply })
  @ApiForbiddenResponse({
    type: LearningError,
    description: 'Under 13: refused without a guardian, and waiting for the one that was named.',
  })
  async registerWithOnboarding(@Body() request: OnboardingRequest): Promise<TokensReply> {
    return toTokens(await this.registrations.register(toRegistration(request), this.policy));
  }

  @Public()
  @Post('login')
  @HttpCode(200)
  @ApiOperation({ summary: 'Sign in' })
  @ApiOkResponse({ type: TokensReply })
  @ApiUnauthorizedResponse({ type: LearningError, description: 'Email or password is wrong.' })
  async login(@Body() request: LoginRequest, @Ip() address: string): Promise<TokensReply> {
    return toTokens(await this.auth.signIn(request, address, this.policy));
  }

  @BearsRefreshToken()
  @Post('refresh')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Exchange a refresh token for a new pair',
    description: 'Send the refresh token as bearer. It is good once; keep the new one.',
  })
  @ApiOkResponse({ type: TokensReply })
  async refresh(@BearerToken() token: string): Promise<TokensReply> {
    return toTokens(await this.refreshes.rotate(token, this.policy));
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
