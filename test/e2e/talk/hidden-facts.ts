/** A fact as somebody mentions it, the entity it is about, and how memory is to tell it. */
export interface HiddenFact {
  readonly said: string;
  readonly entity: string;
  readonly content: string;
  /** What was said of it earlier, and holds no more. */
  readonly earlier?: { readonly said: string; readonly content: string };
}

function fact(entity: string, content: string, lead = ''): HiddenFact {
  return { entity, content, said: `${lead}${content}.` };
}

function changed(now: HiddenFact, before: string): HiddenFact {
  return { ...now, earlier: { said: `${before}.`, content: before } };
}

/** Twenty facts that hold, six of them in the place of another. */
export const hiddenFacts: readonly HiddenFact[] = [
  changed(fact('acme', 'Acme prefers the phone', 'By the way, '), 'Acme prefers email'),
  changed(
    fact('globex', 'The delivery address of Globex is 7 Mill Lane', 'Update: '),
    'The delivery address of Globex is 12 Harbour Street',
  ),
  changed(
    fact('initech', "Initech's invoice limit is now 7,000 EUR", 'FYI, '),
    "Initech's invoice limit is 5,000 EUR",
  ),
  changed(
    fact('leeds_warehouse', 'The Leeds warehouse is managed by Priya'),
    'The Leeds warehouse is managed by Tom',
  ),
  changed(
    fact('fiscal_year', 'Our fiscal year starts in April', 'Correction: '),
    'Our fiscal year starts in January',
  ),
  changed(
    fact('backup_server', 'The backup server runs on Debian 12'),
    'The backup server runs on Debian 11',
  ),
  fact('order_prefix', 'The order prefix is ORD', 'Please remember that '),
  fact('umbrella', 'Umbrella ships to Norway', 'Oh, and '),
  fact('hooli', "Hooli's account manager is Dana Whitfield"),
  fact('stark', 'The contract of Stark expires in March 2027', 'Note that '),
  fact('wayne', 'Wayne belongs to the northern region'),
  fact('returns_desk', 'The returns desk opens at 9:30', 'Just so you know, '),
  fact('cyberdyne', 'The payment term of Cyberdyne is 45 days'),
  fact(
    'price_list',
    'The price list is updated on the first Monday of each month',
    'For the record, ',
  ),
  fact('soylent', 'Soylent requires a purchase order number on each invoice'),
  fact('tyrell', 'Tyrell is located in Rotterdam'),
  fact('support_team', 'The support team reports to Miguel Ortega'),
  fact('shuttle_service', 'The shuttle service costs 4 EUR per trip'),
  fact('wonka', 'Wonka buys cocoa from two suppliers in Ghana'),
  fact('audit', 'The audit is due on 15 May'),
];
