"""The reviewers' UI. Streamlit stands only here and in streamlit_app.py."""
