import {
  applyDecorators,
  Body,
  Get,
  HttpCode,
  Patch,
  Post,
  Put,
  Query,
  type StreamableFile,
} from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { AccountStandingService } from '../../../domain/user-administration/account-standing.service';
import { ManagedUsersService } from '../../../domain/user-administration/managed-users.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, PlatformAdminOnly } from '../../access';
import { CoachingController } from '../coaching.surface';
import { sliceOf } from '../page-query';
import { UuidParameter } from '../uuid-fields';
import { usersExport } from './users-export';
import {
  ChangeRoleRequest,
  ManagedUserReply,
  roleOf,
  toManagedUser,
  toUserFilter,
  toUsers,
  UsersExportQuery,
  UsersQuery,
  UsersReply,
} from './users.dto';

const ChangesRole = (): MethodDecorator =>
  applyDecorators(
    ApiOperation({
      summary: 'Change the role of a person',
      description:
        'Whoever is a coach no longer loses their students. The last platform admin stays one, and nobody changes their own role.',
    }),
    ApiOkResponse({ type: ManagedUserReply }),
  );

@ApiTags('Admin Management')
@PlatformAdminOnly()
@CoachingController('admin/users')
export class CoachingUsersController {
  constructor(
    private readonly users: ManagedUsersService,
    private readonly standing: AccountStandingService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'List people', description: 'The newest first.' })
  @ApiOkResponse({ type: UsersReply })
  async list(@CurrentActor() actor: Actor, @Query() query: UsersQuery): Promise<UsersReply> {
    return toUsers(await this.users.list(actor, toUserFilter(query), sliceOf(query)), query);
  }

  @Get('export')
  @ApiOperation({
    summary: 'Download people as CSV',
    description:
      'In the order in which they joined. Cells that a spreadsheet would calculate get a quote before them.',
  })
  @ApiProduces('text/csv')
  @ApiOkResponse({ description: 'A CSV file.', schema: { type: 'string' } })
  export(@CurrentActor() actor: Actor, @Query() query: UsersExportQuery): StreamableFile {
    return usersExport(this.users.export(actor, toUserFilter(query)), query.bom ?? false);
  }

  @Get(':user_id')
  @ApiOperation({ summary: 'Look at one person' })
  @ApiOkResponse({ type: ManagedUserReply })
  async get(
    @CurrentActor() actor: Actor,
    @UuidParameter('user_id') id: string,
  ): Promise<ManagedUserReply> {
    return toManagedUser(await this.users.get(actor, id));
  }

  @Patch(':user_id/role')
  @ChangesRole()
  async patchRole(
    @CurrentActor() actor: Actor,
    @UuidParameter('user_id') id: string,
    @Body() { role }: ChangeRoleRequest,
  ): Promise<ManagedUserReply> {
    return toManagedUser(await this.standing.setRole(actor, id, roleOf(role)));
  }

  @Put(':user_id/role')
  @ChangesRole()
  async putRole(
    @CurrentActor() actor: Actor,
    @UuidParameter('user_id') id: string,
    @Body() { role }: ChangeRoleRequest,
  ): Promise<ManagedUserReply> {
    return toManagedUser(await this.standing.setRole(actor, id, roleOf(role)));
  }

  @Post(':user_id/disable')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Close an account',
    description: 'Every sign-in of the person ends, within two seconds on every server.',
  })
  @ApiOkResponse({ type: ManagedUserReply })
  async disable(
    @CurrentActor() actor: Actor,
    @UuidParameter('user_id') id: string,
  ): Promise<ManagedUserReply> {
    return toManagedUser(await this.standing.disable(actor, id));
  }

  @Post(':user_id/restore')
  @HttpCode(200)
  @ApiOperation({ summary: 'Open an account again', description: 'The person signs in anew.' })
  @ApiOkResponse({ type: ManagedUserReply })
  async restore(
    @CurrentActor() actor: Actor,
    @UuidParameter('user_id') id: string,
  ): Promise<ManagedUserReply> {
    return toManagedUser(await this.standing.restore(actor, id));
  }
}
