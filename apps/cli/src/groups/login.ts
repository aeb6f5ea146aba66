import type { Command } from 'commander';
import { act } from '../run/act.js';

/** Adds `caxton login`, `logout` and `whoami`. */
export function addLoginCommands(program: Command): void {
  const login = program
    .command('login')
    .description('Keep credentials of a server: an API key, or a new one made for an admin.')
    .option(
      '--user <name>',
      'log in as an admin with a password, and have a key made for this machine',
    )
    .option(
      '--scopes <names>',
      'what that key may do, comma-separated; all that the user may, if not said',
    )
    .addHelpText(
      'after',
      [
        '',
        'Key and password are asked for, or read from the standard input. They are kept in',
        '~/.config/caxton/profiles.json, readable by you alone; CAXTON_PROFILE_FILE names another file.',
        '',
        'Only admins may make keys (keys:write), so --user is for them. Everybody else asks an admin for a key',
        '(caxton key create), and logs in with it.',
        '',
        'Examples:',
        '  caxton login --url https://caxton.example.com',
        '  caxton login --url https://caxton.example.com --user admin',
        '  caxton login --url http://localhost:8080 < key.txt',
      ].join('\n'),
    );
  act(login, async (run) => {
    const { login: work } = await import('../login/login.js');
    return work(run);
  });
  const logout = program
    .command('logout')
    .description('Forget the credentials of a server, and revoke the key if a login made it.');
  act(logout, async (run) => {
    const { logout: work } = await import('../login/logout.js');
    return work(run);
  });
  const whoami = program.command('whoami').description('Tell whom the server takes you for.');
  act(whoami, async (run) => {
    const { tellIdentity } = await import('../login/tell-identity.js');
    return tellIdentity(run);
  });
}
