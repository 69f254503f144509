import { Body, Delete, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import {
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { NotificationPreferencesService } from '../../../domain/notifications/notification-preferences.service';
import { Notifications } from '../../../domain/notifications/notifications.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, SignedIn } from '../../access';
import { toNotificationFilter } from '../../notification.dto';
import { NotificationIdParameter } from '../../notification-id.parameter';
import {
  MarkedNotificationsReply,
  ReadNotificationsRequest,
  toMarked,
  UnreadNotificationsReply,
} from '../../notification-marks.dto';
import {
  NotificationPreferencesReply,
  NotificationPreferencesRequest,
  toNotificationPreferences,
  toNotificationWishes,
} from '../../notification-preferences.dto';
import { LearningController, LearningError } from '../learning.surface';

import {
  NotificationReply,
  NotificationsQuery,
  NotificationsReply,
  toNotification,
  toNotifications,
} from './notifications.dto';

@ApiTags('Notifications')
@SignedIn()
@LearningController('notifications')
export class LearningNotificationsController {
  constructor(
    private readonly notifications: Notifications,
    private readonly preferences: NotificationPreferencesService,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'List what you were told',
    description:
      'The newest first. What is about a student is listed and counted only while you look after them; a list that names students is recorded.',
  })
  @ApiOkResponse({ type: NotificationsReply })
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: NotificationsQuery,
  ): Promise<NotificationsReply> {
    return toNotifications(
      await this.notifications.list(actor, toNotificationFilter(query), query),
    );
  }

  @Get('unread-count')
  @ApiOperation({
    summary: 'Count what you have not read',
    description: 'Names nobody and is recorded nowhere: made to be asked often.',
  })
  @ApiOkResponse({ type: UnreadNotificationsReply })
  async countUnread(@CurrentActor() actor: Actor): Promise<UnreadNotificationsReply> {
    return { unread_count: await this.notifications.countUnread(actor) };
  }

  @Get('preferences')
  @ApiOperation({ summary: 'Get of what you are told, and how' })
  @ApiOkResponse({ type: NotificationPreferencesReply })
  async getPreferences(@CurrentActor() actor: Actor): Promise<NotificationPreferencesReply> {
    return toNotificationPreferences(await this.preferences.get(actor));
  }

  @Put('preferences')
  @ApiOperation({
    summary: 'Choose of what you are told, and how',
    description:
      'Holds for what comes from now on; mails that wait are dropped where you no longer want them. What everybody is told in the same way can’t be changed: `fixed_because` says why.',
  })
  @ApiOkResponse({ type: NotificationPreferencesReply })
  async changePreferences(
    @CurrentActor() actor: Actor,
    @Body() request: NotificationPreferencesRequest,
  ): Promise<NotificationPreferencesReply> {
    return toNotificationPreferences(
      await this.preferences.change(actor, toNotificationWishes(request)),
    );
  }

  @Post('read')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Mark what you were told as read',
    description: 'All of it, or one notification and every older one. Done twice it is done once.',
  })
  @ApiOkResponse({ type: MarkedNotificationsReply })
  @ApiNotFoundResponse({ type: LearningError, description: 'You have no notification `up_to`.' })
  async readAll(
    @CurrentActor() actor: Actor,
    @Body() request: ReadNotificationsRequest,
  ): Promise<MarkedNotificationsReply> {
    return toMarked(await this.notifications.readAll(actor, request.up_to ?? null));
  }

  @Get(':notification_id')
  @ApiOperation({
    summary: 'Get one thing that you were told',
    description: 'Reading it does not mark it as read.',
  })
  @ApiOkResponse({ type: NotificationReply })
  async get(
    @CurrentActor() actor: Actor,
    @NotificationIdParameter() id: string,
  ): Promise<NotificationReply> {
    return toNotification(await this.notifications.get(actor, id));
  }

  @Post(':notification_id/read')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Mark a notification as read',
    description: 'One that is read keeps the time at which it was.',
  })
  @ApiOkResponse({ type: MarkedNotificationsReply })
  async read(
    @CurrentActor() actor: Actor,
    @NotificationIdParameter() id: string,
  ): Promise<MarkedNotificationsReply> {
    return toMarked(await this.notifications.mark(actor, id, true));
  }

  @Post(':notification_id/unread')
  @HttpCode(200)
  @ApiOperation({ summary: 'Mark a notification as unread' })
  @ApiOkResponse({ type: MarkedNotificationsReply })
  async unread(
    @CurrentActor() actor: Actor,
    @NotificationIdParameter() id: string,
  ): Promise<MarkedNotificationsReply> {
    return toMarked(await this.notifications.mark(actor, id, false));
  }

  @Delete(':notification_id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a notification' })
  @ApiNoContentResponse()
  async delete(@CurrentActor() actor: Actor, @NotificationIdParameter() id: string): Promise<void> {
    await this.notifications.delete(actor, id);
  }
}
