import { Body, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { PasswordChangeService } from '../../../domain/auth/password-change.service';
import { DirectoryService } from '../../../domain/directory/directory.service';
import { OverviewService } from '../../../domain/overview/overview.service';
import { ProfilesService } from '../../../domain/users/profiles.service';
import { UsersService } from '../../../domain/users/users.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, SignedIn } from '../../access';
import { IdParameter, SliceQuery } from '../../http/parameters';
import { LearningController } from '../learning.surface';
import { OverviewReply, toOverview } from './overview.dto';
import {
  ChooseSubjectsRequest,
  PreferredSubjectReply,
  ProfileReply,
  toPreferredSubject,
  toProfile,
  toProfileChanges,
  UpdateProfileRequest,
} from './profile.dto';
import { ChangePasswordRequest, toUser, UpdateUserRequest, UserReply } from './users.dto';

@ApiTags('Users')
@SignedIn()
@LearningController('users')
export class LearningUsersController {
  constructor(
    private readonly users: UsersService,
    private readonly passwords: PasswordChangeService,
    private readonly profiles: ProfilesService,
    private readonly overview: OverviewService,
    private readonly directory: DirectoryService,
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

  @Get('me/overview')
  @ApiOperation({
    summary: 'Get your dashboard',
    description: 'What you are taking, what to take next and why, and what you did lately.',
  })
  @ApiOkResponse({ type: OverviewReply })
  async getOverview(@CurrentActor() actor: Actor): Promise<OverviewReply> {
    return toOverview(await this.overview.of(actor));
  }

  @Get('me/profile')
  @ApiOperation({ summary: 'Get your own profile' })
  @ApiOkResponse({ type: ProfileReply })
  async getProfile(@CurrentActor() actor: Actor): Promise<ProfileReply> {
    return toProfile(await this.profiles.getOwn(actor));
  }

  @Put('me/profile')
  @ApiOperation({ summary: 'Change your own profile', description: 'Absent fields stay.' })
  @ApiOkResponse({ type: ProfileReply })
  async updateProfile(
    @CurrentActor() actor: Actor,
    @Body() request: UpdateProfileRequest,
  ): Promise<ProfileReply> {
    return toProfile(await this.profiles.updateOwn(actor, toProfileChanges(request)));
  }

  @Get('me/subject-preferences')
  @ApiOperation({ summary: 'List the subjects you care for' })
  @ApiOkResponse({ type: [PreferredSubjectReply] })
  async listSubjects(@CurrentActor() actor: Actor): Promise<PreferredSubjectReply[]> {
    return (await this.profiles.subjectsOf(actor)).map(toPreferredSubject);
  }

  @Put('me/subject-preferences')
  @ApiOperation({ summary: 'Choose the subjects you care for' })
  @ApiOkResponse({ type: [PreferredSubjectReply] })
  async chooseSubjects(
    @CurrentActor() actor: Actor,
    @Body() request: ChooseSubjectsRequest,
  ): Promise<PreferredSubjectReply[]> {
    const chosen = await this.profiles.chooseSubjects(actor, request.subject_preferences);
    return chosen.map(toPreferredSubject);
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

  @Get()
  @ApiOperation({
    summary: 'List users',
    description:
      'Students find themselves, instructors also the students they teach, platform admins everybody. Each reading of others is recorded.',
  })
  @ApiOkResponse({ type: [UserReply] })
  async list(@CurrentActor() actor: Actor, @Query() slice: SliceQuery): Promise<UserReply[]> {
    return (await this.directory.list(actor, slice)).map(toUser);
  }

  @Get(':user_id')
  @ApiOperation({
    summary: 'Get a user',
    description: 'Yourself, a student you teach, or anybody for platform admins.',
  })
  @ApiOkResponse({ type: UserReply })
  async get(@CurrentActor() actor: Actor, @IdParameter('user_id') id: number): Promise<UserReply> {
    return toUser(await this.directory.get(actor, id));
  }
}
