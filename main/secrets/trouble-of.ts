import { KeyStoreFailure, type KeyStoreTrouble } from '../services/ports-keychain.ts';

/**
 * What the systems say, and what it means. keytar hands on a text and no number, and Windows writes its texts in its own language: those
 * of English and Vietnamese are here. The first that fits counts.
 */
const meanings: readonly { readonly trouble: KeyStoreTrouble; readonly says: RegExp }[] = [
  // D-Bus and libsecret: no bus, nobody who keeps secrets on it, or no library.
  {
    trouble: 'missing',
    says: /autolaunch D-Bus|execute child process|ServiceUnknown|not provided by any|Cannot spawn/i,
  },
  {
    trouble: 'missing',
    says: /Could not connect|Failed to connect|Connection refused|No such file|libsecret.*cannot open/i,
  },
  { trouble: 'denied', says: /DBus\.Error\.AccessDenied|rejected send message|Permission denied|dismissed/i },
  {
    trouble: 'locked',
    says: /locked (?:object|collection|item)|is locked|Object does not exist|Timeout was reached|NoReply/i,
  },
  // macOS: -25307, -25294, -25291; -128, -25293; -25308, -25315.
  {
    trouble: 'missing',
    says: /default keychain could not be found|specified keychain could not be found|No keychain is available/i,
  },
  { trouble: 'denied', says: /User canceled|passphrase you entered is not correct|not authorized/i },
  { trouble: 'locked', says: /interaction is (?:not allowed|required)|keychain is locked/i },
  // Windows: 1312 no logon session, 1722 and 1058 its service is off, 5 access denied.
  {
    trouble: 'missing',
    says: /logon session does not exist|RPC server is unavailable|service cannot be started/i,
  },
  { trouble: 'missing', says: /phiên đăng nhập|máy chủ RPC|không thể khởi động dịch vụ/i },
  { trouble: 'denied', says: /Access is denied|truy (?:nhập|cập) bị từ chối/i },
];

/** What is not known by its words waits for somebody: everything else goes on meanwhile. */
export function troubleOf(message: string): KeyStoreTrouble {
  return meanings.find(({ says }) => says.test(message.normalize('NFC')))?.trouble ?? 'locked';
}

export function asKeyStoreFailure(error: unknown): KeyStoreFailure {
  if (error instanceof KeyStoreFailure) return error;
  return new KeyStoreFailure(troubleOf(error instanceof Error ? error.message : String(error)), error);
}
