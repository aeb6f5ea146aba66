import { Listeners } from './listeners.js';

describe(Listeners, () => {
  it('knows everybody who listens to a channel', () => {
    const listeners = new Listeners<string>();
    listeners.listen('ann', 'news');
    listeners.listen('bob', 'news');
    listeners.listen('bob', 'weather');

    expect([...listeners.to('news')]).toEqual(['ann', 'bob']);
    expect([...listeners.to('weather')]).toEqual(['bob']);
    expect([...listeners.to('sport')]).toEqual([]);
  });

  it('gives a channel back when the last one leaves it', () => {
    const listeners = new Listeners<string>();
    listeners.listen('ann', 'news');
    listeners.listen('bob', 'news');

    expect(listeners.unlisten('ann', 'news')).toEqual([]);
    expect(listeners.unlisten('ann', 'news')).toEqual([]);
    expect(listeners.unlisten('bob', 'news')).toEqual(['news']);
    expect([...listeners.to('news')]).toEqual([]);
  });

  it('gives back all channels that were left alone by one who goes', () => {
    const listeners = new Listeners<string>();
    for (const channel of ['a', 'b', 'c']) listeners.listen('ann', channel);
    listeners.listen('bob', 'b');

    expect(listeners.unlistenAll('ann')).toEqual(['a', 'c']);
    expect(['a', 'b', 'c'].filter((channel) => listeners.isHeard(channel))).toEqual(['b']);
  });
});
