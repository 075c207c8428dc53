"""The documents and charts of editions, and the page on which they are downloaded."""
