-- The agenda of a session is its items, sealed and each of one side. What was written as one plain text cannot be sealed
-- here, where no key is, and must not be kept plain: it goes.
alter table sessions drop column agenda;
