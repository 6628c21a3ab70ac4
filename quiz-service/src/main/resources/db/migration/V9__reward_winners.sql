-- What winners of a quiz get. user_id is the creator, who promises, owes and pays: all that is booked is in the creator's
-- own books. Amounts are whole minor units (cents) of a currency. Only adds.

-- What a creator promises, until the quiz runs.
CREATE TABLE reward (
    user_id     text        NOT NULL,
    quiz_id     uuid        NOT NULL,
    schedule    text        NOT NULL,
    -- Of the first, second, … place, in basis points; only of a custom schedule.
    shares      integer[],
    -- How many right answers it takes to win; null for all questions (shared pot), or one.
    min_correct integer,
    pot_minor   bigint      NOT NULL,
    currency    text        NOT NULL,
    fee_bps     integer     NOT NULL,
    -- By which payouts are handed over; null when the creator asks for them. Not a foreign key: a channel may go.
    channel_id  uuid,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_reward PRIMARY KEY (user_id, quiz_id),
    CONSTRAINT fk_reward_quiz FOREIGN KEY (user_id, quiz_id) REFERENCES quiz (user_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_reward_schedule
        CHECK (schedule IN ('winner_takes_all', 'top3', 'top5', 'top10', 'custom', 'shared_pot')),
    CONSTRAINT ck_reward_shares CHECK (
        CASE WHEN schedule = 'custom' THEN coalesce(cardinality(shares), 0) BETWEEN 1 AND 100 ELSE shares IS NULL END),
    CONSTRAINT ck_reward_min_correct CHECK (min_correct BETWEEN 1 AND 500),
    -- Of a sum of thousands of pots a bigint is still large enough, and JSON's numbers of one.
    CONSTRAINT ck_reward_pot_minor CHECK (pot_minor BETWEEN 1 AND 1000000000000000),
    CONSTRAINT ck_reward_currency CHECK (currency ~ '^[A-Z][A-Z0-9]{2,9}$'),
    CONSTRAINT ck_reward_fee_bps CHECK (fee_bps BETWEEN 0 AND 5000)
);

-- That a pot was divided: one row a quiz, so that it happens once. It outlives the quiz, as all that is booked does.
CREATE TABLE reward_distribution (
    user_id        text        NOT NULL,
    quiz_id        uuid        NOT NULL,
    -- The quiz's.
    title          text        NOT NULL,
    pot_minor      bigint      NOT NULL,
    fee_minor      bigint      NOT NULL,
    currency       text        NOT NULL,
    winners        integer     NOT NULL,
    -- As of the reward.
    channel_id     uuid,
    distributed_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_reward_distribution PRIMARY KEY (user_id, quiz_id),
    CONSTRAINT ck_reward_distribution_fee_minor CHECK (fee_minor >= 0 AND fee_minor < pot_minor),
    CONSTRAINT ck_reward_distribution_winners CHECK (winners >= 1)
);

-- What one winner gets, and how far that has come.
CREATE TABLE reward_payout (
    user_id      text        NOT NULL,
    id           uuid        NOT NULL DEFAULT uuidv7(),
    quiz_id      uuid        NOT NULL,
    winner_id    text        NOT NULL,
    -- The winner's name in the quiz.
    name         text        NOT NULL,
    rank         integer     NOT NULL,
    -- In the currency of the distribution.
    amount_minor bigint      NOT NULL,
    status       text        NOT NULL DEFAULT 'pending',
    -- How many times it has been handed over, or is about to be.
    attempt      integer     NOT NULL DEFAULT 1,
    -- What the payer calls the payment, and why it failed.
    reference    text,
    failure      text,
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_reward_payout PRIMARY KEY (user_id, id),
    -- Nobody is rewarded twice for a quiz.
    CONSTRAINT uq_reward_payout_winner UNIQUE (user_id, quiz_id, winner_id),
    CONSTRAINT fk_reward_payout_distribution
        FOREIGN KEY (user_id, quiz_id) REFERENCES reward_distribution (user_id, quiz_id),
    CONSTRAINT ck_reward_payout_winner_id CHECK (winner_id <> user_id),
    CONSTRAINT ck_reward_payout_amount_minor CHECK (amount_minor > 0),
    CONSTRAINT ck_reward_payout_status CHECK (status IN ('pending', 'sent', 'confirmed', 'failed')),
    CONSTRAINT ck_reward_payout_attempt CHECK (attempt >= 1),
    CONSTRAINT ck_reward_payout_reference CHECK (length(reference) BETWEEN 1 AND 200),
    CONSTRAINT ck_reward_payout_failure CHECK (
        (status = 'failed') = (failure IS NOT NULL) AND length(failure) BETWEEN 1 AND 500)
) WITH (fillfactor = 90);

-- The payouts of a quiz, best first: their ids are made in that order.
CREATE INDEX ix_reward_payout_quiz ON reward_payout (user_id, quiz_id, id);
-- What a creator has to see to.
CREATE INDEX ix_reward_payout_status ON reward_payout (user_id, status, id);
-- What somebody has won.
CREATE INDEX ix_reward_payout_winner ON reward_payout (winner_id, id);

-- The accounts of a creator's books, and what is on each: what its entries add up to, which together is nothing.
CREATE TABLE reward_account (
    user_id       text   NOT NULL,
    currency      text   NOT NULL,
    -- creator: what the pots took; fee: what was kept of them; winner: what somebody is owed; paid: what has been paid.
    kind          text   NOT NULL,
    -- The winner; empty for the others.
    holder        text   NOT NULL,
    balance_minor bigint NOT NULL,
    CONSTRAINT pk_reward_account PRIMARY KEY (user_id, currency, kind, holder),
    CONSTRAINT ck_reward_account_kind CHECK (kind IN ('creator', 'fee', 'winner', 'paid')),
    CONSTRAINT ck_reward_account_holder CHECK ((kind = 'winner') = (holder <> '')),
    -- Nobody is paid more than they are owed.
    CONSTRAINT ck_reward_account_balance_minor
        CHECK (CASE kind WHEN 'creator' THEN balance_minor <= 0 ELSE balance_minor >= 0 END)
) WITH (fillfactor = 80);

-- The double-entry ledger. What one cause books adds up to nothing, and its key lets it book once.
CREATE TABLE reward_entry (
    user_id      text        NOT NULL,
    -- distribution, of a quiz: from the creator to the winners and the fee; payment, of a payout: from its winner to paid.
    cause        text        NOT NULL,
    cause_id     uuid        NOT NULL,
    currency     text        NOT NULL,
    kind         text        NOT NULL,
    holder       text        NOT NULL,
    amount_minor bigint      NOT NULL,
    booked_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_reward_entry PRIMARY KEY (user_id, cause, cause_id, kind, holder),
    CONSTRAINT fk_reward_entry_account FOREIGN KEY (user_id, currency, kind, holder)
        REFERENCES reward_account (user_id, currency, kind, holder),
    CONSTRAINT ck_reward_entry_cause CHECK (cause IN ('distribution', 'payment')),
    CONSTRAINT ck_reward_entry_amount_minor CHECK (amount_minor <> 0)
);

-- The entries of an account.
CREATE INDEX ix_reward_entry_account ON reward_entry (user_id, currency, kind, holder);

-- One side of a booking never comes without the other: whoever books does so by one statement.
CREATE FUNCTION check_reward_entries() RETURNS trigger
    LANGUAGE plpgsql
AS $$
BEGIN
    IF EXISTS (
        SELECT FROM added GROUP BY user_id, cause, cause_id, currency HAVING sum(amount_minor) <> 0)
    THEN
        RAISE check_violation USING
            MESSAGE = 'entries of one cause do not add up to nothing', CONSTRAINT = 'ck_reward_entry_sum';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER tr_reward_entry_added AFTER INSERT ON reward_entry REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION check_reward_entries();

-- A pot is its payouts and the fee, to the last cent: seen to with the payouts, and when the transaction ends, which finds
-- a distribution without any.
CREATE FUNCTION check_reward_distribution(creator text, quiz uuid) RETURNS void
    LANGUAGE plpgsql
AS $$
BEGIN
    IF EXISTS (
        SELECT FROM reward_distribution d
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(p.amount_minor), 0) AS total_minor, count(*) AS winners FROM reward_payout p
            WHERE p.user_id = d.user_id AND p.quiz_id = d.quiz_id) AS paid
        WHERE d.user_id = creator AND d.quiz_id = quiz
          AND (paid.total_minor + d.fee_minor <> d.pot_minor OR paid.winners <> d.winners))
    THEN
        RAISE check_violation USING
            MESSAGE = 'payouts and fee are not the pot', CONSTRAINT = 'ck_reward_distribution_sum';
    END IF;
END
$$;

CREATE FUNCTION check_added_reward_payouts() RETURNS trigger
    LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM check_reward_distribution(user_id, quiz_id) FROM (SELECT DISTINCT user_id, quiz_id FROM added) AS quizzes;
    RETURN NULL;
END
$$;

CREATE FUNCTION check_added_reward_distribution() RETURNS trigger
    LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM check_reward_distribution(NEW.user_id, NEW.quiz_id);
    RETURN NULL;
END
$$;

CREATE TRIGGER tr_reward_payout_added AFTER INSERT ON reward_payout REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION check_added_reward_payouts();

CREATE CONSTRAINT TRIGGER tr_reward_distribution_added AFTER INSERT ON reward_distribution
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_added_reward_distribution();

-- What is booked stays as it is; a mistake is set right by another entry. Of a payout only its course changes, and of an
-- account only what is on it.
REVOKE UPDATE, DELETE, TRUNCATE ON reward_distribution, reward_payout, reward_account, reward_entry FROM "${appRole}";
GRANT UPDATE (status, attempt, reference, failure, updated_at) ON reward_payout TO "${appRole}";
GRANT UPDATE (balance_minor) ON reward_account TO "${appRole}";
