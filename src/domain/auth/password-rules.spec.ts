import { requireStrongPassword } from './password-rules';

describe('password rules', () => {
  it.each([
    'SecurePass123',
    'SecurePassword123!',
    'correct horse battery staple',
    'пароль от моего дома',
    'Ångström 🌱 ist zwölf',
    'x7'.repeat(10) + 'Lorem ipsum dolor sit amet, consectetur adipiscing elit sed',
  ])('accepts %p', (password) => {
    expect(() => requireStrongPassword(password, 'ada@example.com')).not.toThrow();
  });

  it.each([
    'password1234',
    'PASSWORD!!!!!',
    '123456789012',
    'qwertyuiop123',
    'aaaaaaaaaaaa',
    'abababababab',
    'ada.lovelace2024',
    'abcdefghijklmnop',
    'qwertyqwerty',
    'adminADMINadmin2026',
    '1q2w3e4r5t6y',
    '1qaz2wsx3edc',
    'ｐａｓｓｗｏｒｄ１２３４',
  ])('refuses %p', (password) => {
    expect(() => requireStrongPassword(password, 'ada.lovelace@example.com')).toThrow(
      expect.objectContaining({ code: 'validation_error' }),
    );
  });
});
