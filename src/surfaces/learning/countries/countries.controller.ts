import { Body, Delete, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { CountriesService } from '../../../domain/universities/countries.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, PlatformAdminOnly, SignedIn } from '../../access';
import { SliceQuery } from '../../http/parameters';
import { LearningController } from '../learning.surface';
import {
  CountryReply,
  CreateCountryRequest,
  toCountry,
  UpdateCountryRequest,
} from './countries.dto';
import { CountryCodeParameter } from './country-code.parameter';

@ApiTags('Universities')
@LearningController('countries')
export class LearningCountriesController {
  constructor(private readonly countries: CountriesService) {}

  @SignedIn()
  @Get()
  @ApiOperation({ summary: 'List countries', description: 'By name.' })
  @ApiOkResponse({ type: [CountryReply] })
  async list(@Query() slice: SliceQuery): Promise<CountryReply[]> {
    return (await this.countries.list(slice)).map(toCountry);
  }

  @PlatformAdminOnly()
  @Post()
  @HttpCode(201)
  @ApiOperation({ summary: 'Put a country on the list', description: 'For platform admins.' })
  @ApiCreatedResponse({ type: CountryReply })
  async create(
    @CurrentActor() actor: Actor,
    @Body() request: CreateCountryRequest,
  ): Promise<CountryReply> {
    return toCountry(
      await this.countries.create(actor, { code: request.code, name: request.name }),
    );
  }

  @PlatformAdminOnly()
  @Put(':country_code')
  @ApiOperation({ summary: 'Rename a country', description: 'For platform admins.' })
  @ApiOkResponse({ type: CountryReply })
  async update(
    @CurrentActor() actor: Actor,
    @CountryCodeParameter() code: string,
    @Body() request: UpdateCountryRequest,
  ): Promise<CountryReply> {
    return toCountry(await this.countries.rename(actor, code, request.name));
  }

  @PlatformAdminOnly()
  @Delete(':country_code')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Take a country off the list',
    description: 'For platform admins. Refused while universities stand in it.',
  })
  @ApiNoContentResponse()
  async delete(@CurrentActor() actor: Actor, @CountryCodeParameter() code: string): Promise<void> {
    await this.countries.delete(actor, code);
  }
}
