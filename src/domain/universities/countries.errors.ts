import { Conflict, Invalid, NotFound } from '../../kernel/errors';

/** There is no country with this code. */
export class CountryNotFound extends NotFound {
  override readonly code = 'country_not_found';

  constructor() {
    super('This country does not exist.');
  }
}

/** The body names a country that is not on the list. */
export class UnknownCountry extends Invalid {
  constructor() {
    super([
      {
        path: ['body', 'country_code'],
        message: 'there is no country with this code',
        rule: 'unknown_reference',
      },
    ]);
  }
}

/** There is a country with this code already. */
export class CountryCodeTaken extends Conflict {
  override readonly code = 'country_code_taken';

  constructor() {
    super('A country with this code exists already.');
  }
}

/** A country with universities cannot go. */
export class CountryInUse extends Conflict {
  override readonly code = 'country_in_use';

  constructor(universities: number) {
    super(
      `${universities === 1 ? '1 university stands' : `${universities} universities stand`} in this country. Move or remove them first.`,
    );
  }
}
