import { Body, Delete, Get, HttpCode, Post } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { RoleGrantsService } from '../../../domain/users/role-grants.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, PlatformAdminOnly } from '../../access';
import { IdParameter } from '../../http/parameters';
import { LearningController } from '../learning.surface';
import { GiveRoleRequest, RoleGrantReply, toRoleGrant } from './roles.dto';

@ApiTags('Users')
@PlatformAdminOnly()
@LearningController('users/:user_id/roles')
export class LearningRolesController {
  constructor(private readonly grants: RoleGrantsService) {}

  @Get()
  @ApiOperation({ summary: 'List the roles of a user' })
  @ApiOkResponse({ type: [RoleGrantReply] })
  async list(
    @CurrentActor() actor: Actor,
    @IdParameter('user_id') userId: number,
  ): Promise<RoleGrantReply[]> {
    return (await this.grants.listOf(actor, userId)).map(toRoleGrant);
  }

  @Post()
  @HttpCode(201)
  @ApiOperation({
    summary: 'Give a user a role',
    description: 'Everywhere or at one university; giving it twice changes nothing.',
  })
  @ApiCreatedResponse({ type: RoleGrantReply })
  async give(
    @CurrentActor() actor: Actor,
    @IdParameter('user_id') userId: number,
    @Body() request: GiveRoleRequest,
  ): Promise<RoleGrantReply> {
    return toRoleGrant(
      await this.grants.give(actor, userId, request.role, request.university_id ?? null),
    );
  }

  @Delete(':grant_id')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Take a role away',
    description: 'The only platform admin stays one.',
  })
  @ApiNoContentResponse()
  async take(
    @CurrentActor() actor: Actor,
    @IdParameter('user_id') userId: number,
    @IdParameter('grant_id') grantId: number,
  ): Promise<void> {
    await this.grants.take(actor, userId, grantId);
  }
}
