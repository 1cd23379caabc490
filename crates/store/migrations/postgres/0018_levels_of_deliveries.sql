-- On which levels of territory a delivery states an indicator, as words in the order of levels; null where it was not noted.
alter table delivery_indicator add column levels text;
