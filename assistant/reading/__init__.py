"""What the readers read with: the network, the scores of spans and sentences, and which short answers are equal."""
