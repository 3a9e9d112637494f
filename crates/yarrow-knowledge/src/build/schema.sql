-- knowledge.db: read-only reference data. The version of this schema is yarrow_knowledge::knowledge::SCHEMA.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE source (
  place INTEGER PRIMARY KEY, name TEXT NOT NULL, date TEXT NOT NULL, licence TEXT NOT NULL, rows INTEGER NOT NULL, notice TEXT
) STRICT;

CREATE TABLE ingredient (
  key TEXT PRIMARY KEY, display TEXT NOT NULL, rxcui TEXT, classes TEXT NOT NULL, dea_schedule TEXT, approved INTEGER,
  also TEXT NOT NULL,      -- other names, one a line
  hidden INTEGER NOT NULL, -- resolvable but kept out of search
  score INTEGER NOT NULL   -- popularity of its best product
) STRICT, WITHOUT ROWID;
-- In search order: `place` is the rank among all products.
CREATE TABLE product (
  place INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, display TEXT NOT NULL, ingredients TEXT NOT NULL, strength TEXT NOT NULL,
  dose_form TEXT NOT NULL, route TEXT NOT NULL, brands TEXT NOT NULL, generic INTEGER NOT NULL, dea_schedule TEXT, otc INTEGER NOT NULL,
  rxcui TEXT, words TEXT NOT NULL, score INTEGER NOT NULL
) STRICT;
-- Every RxNorm code that is known, also packs and codes that share a product.
CREATE TABLE rxnorm (rxcui TEXT NOT NULL, ingredients TEXT NOT NULL, product TEXT, PRIMARY KEY (rxcui, ingredients)) STRICT, WITHOUT ROWID;
-- National Drug Codes without their package part: five digits of the labeler and four of the product.
CREATE TABLE ndc (code TEXT PRIMARY KEY, product INTEGER NOT NULL) STRICT, WITHOUT ROWID;

-- In search order: common, then billable, then category headers.
CREATE TABLE diagnosis (
  rank INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, code_nodot TEXT NOT NULL UNIQUE, display TEXT NOT NULL, billable INTEGER NOT NULL,
  common INTEGER NOT NULL, terms TEXT NOT NULL -- one a line
) STRICT;
-- No text and no positions: a rank is all that is asked of it.
CREATE VIRTUAL TABLE diagnosis_words USING fts5(words, content='', detail=none, columnsize=0, prefix='1 2 3', tokenize='ascii');

CREATE TABLE allergen (place INTEGER PRIMARY KEY, kind TEXT NOT NULL, key TEXT NOT NULL, display TEXT NOT NULL, hint TEXT, also TEXT NOT NULL) STRICT;
CREATE TABLE reaction (place INTEGER PRIMARY KEY, name TEXT NOT NULL, severe INTEGER NOT NULL) STRICT;
CREATE TABLE observation (loinc TEXT PRIMARY KEY, place INTEGER NOT NULL, definition TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE loinc (code TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE unit (code TEXT PRIMARY KEY, name TEXT NOT NULL, symbol TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE rule_book (data TEXT NOT NULL) STRICT;
