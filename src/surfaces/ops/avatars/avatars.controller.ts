import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { NotFound } from '../../../kernel/errors';
import { Public } from '../../access';
import { identiconOf } from './identicon';

const FILE = /^([a-z0-9][a-z0-9-]{0,63})\.svg$/;

/** Pictures of people who gave none. Nobody is looked up: any name has one, taken or not. */
@ApiTags('Avatars')
@Controller('avatars')
export class AvatarsController {
  @Public()
  @Get(':file')
  @Header('Content-Type', 'image/svg+xml; charset=utf-8')
  @Header('Cache-Control', 'public, max-age=31536000, immutable')
  @Header('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'")
  @Header('Cross-Origin-Resource-Policy', 'cross-origin')
  @ApiOperation({ summary: 'The picture that belongs to a username' })
  @ApiProduces('image/svg+xml')
  @ApiOkResponse({ schema: { type: 'string' } })
  get(@Param('file') file: string): string {
    const name = FILE.exec(file)?.[1];
    if (name === undefined) throw new NotFound('There is nothing at this address.');
    return identiconOf(name);
  }
}
