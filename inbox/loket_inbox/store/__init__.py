"""Everything that is kept, and all SQL. Texts of people arrive here sealed and leave sealed."""
