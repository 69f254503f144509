import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { isAddressOrRange } from '../../../domain/api-keys/allowed-addresses';
import { Check, PresentOrAbsent } from '../../http/fields';

const MOST = 20;

/** From where a key may be used; absent or empty means from everywhere. */
export function AddressListField(): PropertyDecorator {
  return applyDecorators(
    ApiProperty({
      type: 'array',
      items: { type: 'string' },
      maxItems: MOST,
      required: false,
      example: ['203.0.113.7', '2001:db8::/32'],
      description:
        'IP addresses and CIDR ranges from which the key may be used. Empty: from everywhere.',
    }),
    PresentOrAbsent(false),
    Check(
      'addresses',
      (value) =>
        Array.isArray(value) &&
        value.every((one) => typeof one === 'string' && isAddressOrRange(one)),
      'value is not a list of IP addresses and CIDR ranges such as 203.0.113.7 or 2001:db8::/32',
    ),
    Check(
      'fewAddresses',
      (value) => !Array.isArray(value) || value.length <= MOST,
      `the list has more than ${MOST} entries`,
    ),
  );
}
