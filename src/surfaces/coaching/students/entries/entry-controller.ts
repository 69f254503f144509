import { Body, Delete, Get, HttpCode, Patch, Post, type Type } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { EntryKind } from '../../../../domain/students/record-entry';
import { StudentEntriesService } from '../../../../domain/students/student-entries.service';
import type { Actor } from '../../../../kernel/actor';
import { CurrentActor, SignedIn } from '../../../access';
import { IdParameter } from '../../../http/parameters';
import { CoachingController } from '../../coaching.surface';
import { UuidParameter } from '../../uuid-fields';
import type { EntryRoutes } from './entry-routes';
import { EntryChangesOf } from './entry-types';

/** Where TypeScript leaves the types of a method's parameters for the validation and the document. */
const PARAMETER_TYPES = 'design:paramtypes';

/** The five routes of one kind of entry; all kinds have the same ones. */
export function entryController<
  Kind extends EntryKind,
  Request extends object,
  Reply extends object,
>(routes: EntryRoutes<Kind, Request, Reply>): Type<unknown> {
  const { kind, path, one, many, request: Request, reply: Reply, toData, toReply } = routes;

  @ApiTags('Students')
  @SignedIn()
  @CoachingController(`students/:student_id/${path}`)
  class EntriesController {
    constructor(private readonly entries: StudentEntriesService) {}

    @Get()
    @ApiOperation({ summary: `List ${many} of a student`, description: 'Oldest first, all.' })
    @ApiOkResponse({ type: [Reply] })
    async list(
      @CurrentActor() actor: Actor,
      @UuidParameter('student_id') studentId: string,
    ): Promise<Reply[]> {
      return (await this.entries.list(actor, studentId, kind)).map(toReply);
    }

    @Get(':entry_id')
    @ApiOperation({ summary: `Get ${one} of a student` })
    @ApiOkResponse({ type: Reply })
    async get(
      @CurrentActor() actor: Actor,
      @UuidParameter('student_id') studentId: string,
      @IdParameter('entry_id') id: number,
    ): Promise<Reply> {
      return toReply(await this.entries.get(actor, studentId, kind, id));
    }

    @Post()
    @HttpCode(200)
    @ApiOperation({
      summary: `Add ${one} to a student's record`,
      description: 'For the student, their coaches and platform admins. 500 of a kind at most.',
    })
    @ApiOkResponse({ type: Reply })
    async create(
      @CurrentActor() actor: Actor,
      @UuidParameter('student_id') studentId: string,
      @Body() request: Request,
    ): Promise<Reply> {
      return toReply(await this.entries.create(actor, studentId, kind, toData(request)));
    }

    @Patch(':entry_id')
    @ApiOperation({
      summary: `Change ${one} of a student`,
      description: 'Absent fields stay as they are; null empties.',
    })
    @ApiOkResponse({ type: Reply })
    async update(
      @CurrentActor() actor: Actor,
      @UuidParameter('student_id') studentId: string,
      @IdParameter('entry_id') id: number,
      @Body() changes: Partial<Request>,
    ): Promise<Reply> {
      return toReply(await this.entries.update(actor, studentId, kind, id, toData(changes)));
    }

    @Delete(':entry_id')
    @HttpCode(204)
    @ApiOperation({ summary: `Remove ${one} from a student's record` })
    @ApiNoContentResponse()
    async delete(
      @CurrentActor() actor: Actor,
      @UuidParameter('student_id') studentId: string,
      @IdParameter('entry_id') id: number,
    ): Promise<void> {
      await this.entries.delete(actor, studentId, kind, id);
    }
  }

  // A class that is only known here as a value leaves no type behind: what the decorators of a
  // controller written out would record is recorded by hand.
  const { prototype } = EntriesController;
  const changes = EntryChangesOf(Request);
  Reflect.defineMetadata(PARAMETER_TYPES, [Object, String, Request], prototype, 'create');
  Reflect.defineMetadata(PARAMETER_TYPES, [Object, String, Number, changes], prototype, 'update');
  const name = Request.name.replace(/^(.*)Request$/, 'Coaching$1EntriesController');
  return Object.defineProperty(EntriesController, 'name', { value: name });
}
