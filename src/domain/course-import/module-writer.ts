import { Injectable } from '@nestjs/common';
import { ModulePlacementService } from '../courses/module-placement.service';
import { ModulesService } from '../courses/modules.service';
import type { ModuleOutline } from './course-outline';
import { ImportOriginsRepository, type Origin } from './import-origins.repository';
import { type ImportRun, sourceHash } from './import-run';

/** The module above, known by its key too; null at the top. */
export interface ModuleParent {
  readonly id: number;
  readonly key: string;
}

/** A module of the source as it is stored. */
export interface WrittenModule {
  readonly id: number;
  readonly outline: ModuleOutline;
}

/** Writes the modules of a source through the rules of courses. */
@Injectable()
export class ModuleWriter {
  constructor(
    private readonly modules: ModulesService,
    private readonly placement: ModulePlacementService,
    private readonly origins: ImportOriginsRepository,
  ) {}

  /** Creates siblings, changes them where their source did, and puts them into their order. */
  async writeSiblings(
    run: ImportRun,
    outlines: readonly ModuleOutline[],
    parent: ModuleParent | null,
  ): Promise<WrittenModule[]> {
    const written: WrittenModule[] = [];
    let isMixed = false;
    let hasMoved = false;
    for (const [index, outline] of outlines.entries()) {
      const origin = run.originOf(outline.key);
      const place = `${parent?.key ?? ''}#${index}`;
      const id =
        origin?.moduleId === null || origin === null
          ? await this.create(run, outline, parent, index)
          : await this.update(run, origin, origin.moduleId, outline, place);
      isMixed ||= origin !== null;
      hasMoved ||= origin?.place !== place;
      await this.remember(run, origin, outline, id, place);
      written.push({ id, outline });
    }
    // New siblings have been numbered as they came; only among older ones do they need a place.
    if (isMixed && hasMoved) await this.arrange(run, written, parent);
    return written;
  }

  /** Hides a module that its source no longer has, with everything below it. */
  async retire(run: ImportRun, origin: Origin): Promise<void> {
    if (origin.moduleId === null) return;
    await this.modules.update(run.actor, origin.moduleId, { isPublished: false });
    await this.origins.save(run.courseId, { ...origin, hash: null });
    run.note('module', 'unpublished', origin.title, null);
  }

  private async create(
    run: ImportRun,
    { title, type, file }: ModuleOutline,
    parent: ModuleParent | null,
    index: number,
  ): Promise<number> {
    const { id } = await this.modules.create(run.actor, {
      courseId: run.courseId,
      parentModuleId: parent?.id ?? null,
      title,
      description: null,
      moduleType: type,
      sequenceIndex: index,
      isPublished: true,
    });
    run.note('module', 'created', title, file);
    return id;
  }

  private async update(
    run: ImportRun,
    origin: Origin,
    id: number,
    outline: ModuleOutline,
    place: string,
  ): Promise<number> {
    const isSaid = origin.hash?.equals(hashOf(outline)) ?? false;
    if (!isSaid) {
      const { title, type: moduleType } = outline;
      await this.modules.update(run.actor, id, { title, moduleType, isPublished: true });
    }
    const isSame = isSaid && origin.place === place;
    run.note('module', isSame ? 'unchanged' : 'updated', outline.title, outline.file);
    return id;
  }

  private async remember(
    run: ImportRun,
    origin: Origin | null,
    outline: ModuleOutline,
    id: number,
    place: string,
  ): Promise<void> {
    const hash = hashOf(outline);
    if (origin?.hash?.equals(hash) && origin.place === place) return;
    await this.origins.save(run.courseId, {
      key: outline.key,
      part: 'module',
      moduleId: id,
      contentItemId: null,
      hash,
      place,
      lastQuestionId: 0,
    });
  }

  /** One after the other, each behind those before it; modules of other making come last. */
  private async arrange(
    run: ImportRun,
    siblings: readonly WrittenModule[],
    parent: ModuleParent | null,
  ): Promise<void> {
    for (const [position, { id }] of siblings.entries()) {
      await this.placement.move(run.actor, id, { parentModuleId: parent?.id ?? null, position });
    }
  }
}

function hashOf({ title, type }: ModuleOutline): Buffer {
  return sourceHash({ title, type });
}
