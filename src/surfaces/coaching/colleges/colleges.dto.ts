import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, MaxLength } from 'class-validator';
import { type College, type CollegeFigure, CONTROLS } from '../../../domain/colleges/college';
import { MEASURES } from '../../../domain/colleges/measures';
import { Check } from '../../http/fields';
import { PageQuery } from '../page-query';
import { PageReply } from '../page-reply';

/** Which colleges to list. */
export class CollegesQuery extends PageQuery {
  @ApiProperty({ required: false, maxLength: 200, example: 'MIT', description: 'Name or alias.' })
  @IsOptional()
  @MaxLength(200, { message: 'text has more than 200 characters' })
  search?: string;

  @ApiProperty({ required: false, pattern: '^[A-Z]{2}$', example: 'MA', description: 'US state.' })
  @IsOptional()
  @Check(
    'state',
    (value) => typeof value === 'string' && /^[A-Z]{2}$/.test(value),
    'value is not the two-letter code of a state, in capitals',
  )
  state?: string;
}

/** A college by its keys. */
export class CollegeReply {
  @ApiProperty({ type: 'integer', example: 166683, description: 'UNITID.' })
  unitid: number;

  @ApiProperty({
    type: 'string',
    nullable: true,
    example: '002178',
    description: 'OPEID, first six digits; campuses may share it.',
  })
  opeid6: string | null;

  @ApiProperty({ example: 'Massachusetts Institute of Technology' })
  name: string;

  @ApiProperty({ type: [String], example: ['MIT'] })
  aliases: string[];

  @ApiProperty({ type: 'string', nullable: true, example: 'Cambridge' })
  city: string | null;

  @ApiProperty({ type: 'string', nullable: true, example: 'MA' })
  state: string | null;

  @ApiProperty({
    type: 'string',
    nullable: true,
    enum: [...CONTROLS],
    example: 'private nonprofit',
  })
  control: string | null;
}

/** A figure and where it comes from. */
class FigureReply {
  @ApiProperty({ enum: Object.keys(MEASURES), example: 'admission_rate' })
  measure: string;

  @ApiProperty({ example: 'Admitted ÷ applicants' })
  meaning: string;

  @ApiProperty({ example: 0.0411 })
  value: number;

  @ApiProperty({
    example: 'share',
    description: 'people, share (0 to 1), points, dollars or rank.',
  })
  unit: string;

  @ApiProperty({ type: 'string', nullable: true, example: null, description: 'What it is called.' })
  label: string | null;

  @ApiProperty({ type: 'integer', nullable: true, example: 2021 })
  year: number | null;

  @ApiProperty({
    type: 'string',
    nullable: true,
    example: 'fall',
    description: 'What the year means.',
  })
  period: string | null;

  @ApiProperty({ example: 'IPEDS admissions' })
  source: string;

  @ApiProperty({
    example: 'institution',
    description: 'institution, or system for several campuses.',
  })
  scope: string;
}

/** A college with every figure that is known; what is not known is absent, never 0. */
export class CollegeDetailReply extends CollegeReply {
  @ApiProperty({ type: [FigureReply] })
  figures: FigureReply[];
}

/** Colleges, a page of them. */
export class CollegesReply extends PageReply {
  @ApiProperty({ type: [CollegeReply] })
  colleges: CollegeReply[];
}

/** A college as this contract shows it. */
export function toCollege(college: College): CollegeReply {
  return {
    unitid: college.unitid,
    opeid6: college.opeid6,
    name: college.name,
    aliases: [...college.aliases],
    city: college.city,
    state: college.state,
    control: college.control,
  };
}

/** The same with its figures, in the order of the measures. */
export function toCollegeDetail(college: College): CollegeDetailReply {
  const figures = Object.keys(MEASURES).flatMap((measure) => {
    const figure = college.figures[measure as keyof typeof MEASURES];
    return figure === undefined ? [] : [toFigure(figure)];
  });
  return { ...toCollege(college), figures };
}

function toFigure(figure: CollegeFigure): FigureReply {
  const { unit, meaning } = MEASURES[figure.measure];
  return {
    measure: figure.measure,
    meaning,
    value: figure.value,
    unit,
    label: figure.label,
    year: figure.year,
    period: figure.period,
    source: figure.source,
    scope: figure.coversSystem ? 'system' : 'institution',
  };
}
