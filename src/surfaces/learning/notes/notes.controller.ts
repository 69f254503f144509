import { Body, Delete, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { NotesService } from '../../../domain/community/notes.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, SignedIn } from '../../access';
import { IdParameter } from '../../http/parameters';
import { LearningController } from '../learning.surface';
import {
  CreateNoteRequest,
  NoteReply,
  NotesQuery,
  toNote,
  toNoteChanges,
  toNoteDraft,
  toNoteFilter,
  UpdateNoteRequest,
} from './notes.dto';

@ApiTags('Notes')
@SignedIn()
@LearningController('notes')
export class LearningNotesController {
  constructor(private readonly notes: NotesService) {}

  @Post()
  @HttpCode(201)
  @ApiOperation({
    summary: 'Keep a note',
    description: 'Only you ever see it. It may name one course, module or content item.',
  })
  @ApiCreatedResponse({ type: NoteReply })
  async create(
    @CurrentActor() actor: Actor,
    @Body() request: CreateNoteRequest,
  ): Promise<NoteReply> {
    return toNote(await this.notes.create(actor, toNoteDraft(request)));
  }

  @Get()
  @ApiOperation({ summary: 'List your own notes', description: 'The newest first.' })
  @ApiOkResponse({ type: [NoteReply] })
  async list(@CurrentActor() actor: Actor, @Query() query: NotesQuery): Promise<NoteReply[]> {
    return (await this.notes.list(actor, toNoteFilter(query), query)).map(toNote);
  }

  @Get(':note_id')
  @ApiOperation({ summary: 'Get a note of your own' })
  @ApiOkResponse({ type: NoteReply })
  async get(@CurrentActor() actor: Actor, @IdParameter('note_id') id: number): Promise<NoteReply> {
    return toNote(await this.notes.get(actor, id));
  }

  @Put(':note_id')
  @ApiOperation({ summary: 'Change a note', description: 'Absent fields stay as they are.' })
  @ApiOkResponse({ type: NoteReply })
  async update(
    @CurrentActor() actor: Actor,
    @IdParameter('note_id') id: number,
    @Body() request: UpdateNoteRequest,
  ): Promise<NoteReply> {
    return toNote(await this.notes.update(actor, id, toNoteChanges(request)));
  }

  @Delete(':note_id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Throw a note away' })
  @ApiNoContentResponse()
  async delete(@CurrentActor() actor: Actor, @IdParameter('note_id') id: number): Promise<void> {
    await this.notes.delete(actor, id);
  }
}
