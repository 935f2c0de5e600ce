-- Whose a card number is and where its requests are decided: staff change it while all runs, every
-- node keeps it in memory and looks at routing_version for news.
-- Cards of card_product.bin are ours without an entry here.

CREATE TABLE card_issuer (
  code  VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  name  VARCHAR(80) NOT NULL,
  on_us BOOLEAN     NOT NULL
);

-- Numbers whose first digits lie from low_digits to high_digits, both included and of one length;
-- a prefix has both the same. pan_length 0: of any length.
CREATE TABLE card_range (
  low_digits  VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  high_digits VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  pan_length  TINYINT     NOT NULL,
  issuer      VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (low_digits, high_digits, pan_length),
  FOREIGN KEY (issuer) REFERENCES card_issuer (code)
);

-- id: the change that made it. kinds: names with commas between; kinds and merchant_id empty, times
-- and dates NULL: any. Times are the institution's; from_time included, to_time not, and the window
-- passes midnight when to_time is the earlier one. Of two that fit, the more specific one is taken,
-- then the one of the lower rank.
CREATE TABLE route (
  id          BIGINT       NOT NULL PRIMARY KEY,
  issuer      VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  kinds       VARCHAR(300) CHARACTER SET ascii NOT NULL,
  merchant_id VARCHAR(15)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  from_time   TIME,
  to_time     TIME,
  valid_from  DATE,
  valid_to    DATE,
  host        VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  alternative VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin,
  route_rank  SMALLINT     NOT NULL,
  FOREIGN KEY (issuer) REFERENCES card_issuer (code),
  FOREIGN KEY (host) REFERENCES upstream_host (name),
  FOREIGN KEY (alternative) REFERENCES upstream_host (name)
);

-- until_local: the institution's time, as requests carry it; NULL: until the mark is taken away.
CREATE TABLE host_out_of_service (
  host        VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  since       DATETIME     NOT NULL,
  marked_by   VARCHAR(40)  CHARACTER SET ascii NOT NULL,
  reason      VARCHAR(200) NOT NULL,
  until_local DATETIME,
  FOREIGN KEY (host) REFERENCES upstream_host (name)
);

-- Rows are only added. What stood there before and what stands there after, in the notation that
-- `route undo` reads; empty: nothing. undoes: the change that this one reverts, or 0.
CREATE TABLE routing_change (
  sequence    BIGINT       NOT NULL PRIMARY KEY,
  changed_at  DATETIME(6)  NOT NULL,
  operator    VARCHAR(40)  CHARACTER SET ascii NOT NULL,
  what        VARCHAR(16)  CHARACTER SET ascii NOT NULL,
  before_text VARCHAR(700) NOT NULL,
  after_text  VARCHAR(700) NOT NULL,
  undoes      BIGINT       NOT NULL
);

-- One row: the number of the latest change. Every change locks it, so that changes are checked and
-- made one after the other.
CREATE TABLE routing_version (
  id      TINYINT NOT NULL PRIMARY KEY CHECK (id = 1),
  version BIGINT  NOT NULL
);
INSERT INTO routing_version (id, version) VALUES (1, 0);
