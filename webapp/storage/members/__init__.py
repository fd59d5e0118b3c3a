"""The rows of the members room: people, sessions, arrivals from Kakao, statutory visits."""
