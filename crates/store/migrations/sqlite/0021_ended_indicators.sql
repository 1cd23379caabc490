-- An own indicator that is no longer counted: since when, and why. Its values stay.
alter table indicator_own add column ended_at bigint;
alter table indicator_own add column ended_because text not null default '';
