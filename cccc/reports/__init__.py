"""Problems and evaluations -> what people and machines read."""
