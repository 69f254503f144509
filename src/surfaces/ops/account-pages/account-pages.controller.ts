import { applyDecorators, Controller, Get, Header, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { NotFound } from '../../../kernel/errors';
import { Public } from '../../access';
import { ACCOUNT_SCRIPT, ACCOUNT_STYLE } from './account-assets';
import { ACCOUNT_PAGES, type AccountPage, renderAccountPage } from './account-page';

const PAGES: ReadonlyMap<string, AccountPage> = new Map(Object.entries(ACCOUNT_PAGES));

/** A static file of these pages. Nothing may be loaded or sent but from and to this server. */
function ServedAs(type: string): MethodDecorator {
  return applyDecorators(
    Header('Content-Type', `${type}; charset=utf-8`),
    Header(
      'Content-Security-Policy',
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; " +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    Header('Referrer-Policy', 'no-referrer'),
    Header('Cache-Control', 'public, max-age=300'),
    ApiProduces(type),
    ApiOkResponse({ schema: { type: 'string' } }),
  );
}

/** The pages that mails link to. They are the same for everybody; the API does the work. */
@ApiTags('Account pages')
@Controller('account')
export class AccountPagesController {
  @Public()
  @Get('account.js')
  @ServedAs('text/javascript')
  @ApiOperation({ summary: 'The script of the pages' })
  script(): string {
    return ACCOUNT_SCRIPT;
  }

  @Public()
  @Get('account.css')
  @ServedAs('text/css')
  @ApiOperation({ summary: 'How the pages look' })
  style(): string {
    return ACCOUNT_STYLE;
  }

  @Public()
  @Get(':page')
  @ServedAs('text/html')
  @ApiOperation({ summary: 'A page that a mail links to' })
  page(@Param('page') name: string): string {
    const page = PAGES.get(name);
    if (page === undefined) throw new NotFound('There is nothing at this address.');
    return renderAccountPage(page);
  }
}
