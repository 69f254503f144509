import { applyDecorators, Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Public } from '../../access';
import { SIGN_IN_PAGE, SIGN_IN_SCRIPT } from './board-sign-in-page';

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

/** Where an admin signs in to see the queue board. The same for everybody; the API does the work. */
@ApiTags('Queue board')
@Controller('ops/sign-in')
export class BoardSignInController {
  @Public()
  @Get()
  @ServedAs('text/html')
  @ApiOperation({ summary: 'The page where admins sign in to the queue board' })
  page(): string {
    return SIGN_IN_PAGE;
  }

  @Public()
  @Get('sign-in.js')
  @ServedAs('text/javascript')
  @ApiOperation({ summary: 'The script of that page' })
  script(): string {
    return SIGN_IN_SCRIPT;
  }
}
