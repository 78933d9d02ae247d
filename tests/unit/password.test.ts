import { expect, test } from 'vitest';
import { passwordFault } from '../../shared/password.ts';

test.each([
  'password123',
  'Password-2026',
  'woaini5201314',
  '1234567890',
  'abcdefghij',
  '0987654321',
  'aaaaaaaaaaaa',
  '1q2w3e4r5t',
  'qwertyuiop!!',
])('%s is too common', (password) => expect(passwordFault(password, 'lisi')).toBe('tooCommon'));

test.each(['three-green-carts', '山里有三棵老槐树三口井', 'k7wq-m2xv-9pfd-h3tn'])('%s will do', (password) => {
  expect(passwordFault(password, 'lisi')).toBeNull();
});

test('a password is measured in characters and holds neither the user name nor the old password', () => {
  expect(passwordFault('三棵老槐树三口井', 'lisi')).toBe('tooShort');
  expect(passwordFault('三棵老槐树和三口老水井'.repeat(12), 'lisi')).toBe('tooLong');
  expect(passwordFault('the-LiSi-of-old', 'lisi')).toBe('hasUsername');
  expect(passwordFault('three-green-carts', 'lisi', 'three-green-carts')).toBe('unchanged');
});
