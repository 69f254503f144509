import { Body, Get, HttpCode, Post, Put } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { PasswordChangeService } from '../../../domain/auth/password-change.service';
import { UsersService } from '../../../domain/users/users.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, SignedIn } from '../../access';
import { LearningController } from '../learning.surface';
import { ChangePasswordRequest, toUser, UpdateUserRequest, UserReply } from './users.dto';

@ApiTags('Users')
@SignedIn()
@LearningController('users')
export class LearningUsersController {
  constructor(
    private readonly users: UsersService,
    private readonly passwords: PasswordChangeService,
  ) {}

  @Get('me')
  @ApiOperation({ summary: 'Get your own account' })
  @ApiOkResponse({ type: UserReply })
  async getMe(@CurrentActor() actor: Actor): Promise<UserReply> {
    return toUser(await this.users.getSelf(actor));
  }

  @Put('me')
  @ApiOperation({ summary: 'Change your own account' })
  @ApiOkResponse({ type: UserReply })
  async updateMe(
    @CurrentActor() actor: Actor,
    @Body() request: UpdateUserRequest,
  ): Promise<UserReply> {
    return toUser(
      await this.users.updateSelf(actor, {
        ...(request.full_name === undefined ? {} : { fullName: request.full_name }),
        ...(request.locale === undefined ? {} : { locale: request.locale }),
        ...(request.time_zone === undefined ? {} : { timeZone: request.time_zone }),
      }),
    );
  }

  @Post('me/password')
  @HttpCode(204)
  @ApiOperation({ summary: 'Change your password and sign out everywhere' })
  @ApiNoContentResponse({ description: 'Changed; sign in with the new one.' })
  async changePassword(
    @CurrentActor() actor: Actor,
    @Body() request: ChangePasswordRequest,
  ): Promise<void> {
    await this.passwords.change(actor, request.current_password, request.new_password);
  }
}
